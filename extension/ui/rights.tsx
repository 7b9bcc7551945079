import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';

import type { OperationName } from '../../shared/api/contract.ts';

/** Whether one may do an operation in a project, the one on screen where none is named; `null`: in all of them. */
export type Rights = (operation: OperationName, project?: string | null) => boolean;

/** Where nobody says, everything is offered: the Worker decides anyway. */
export const RightsContext = createContext<Rights>(() => true);

/** What whoever is here may do. */
export function useRights(): Rights {
  return useContext(RightsContext);
}

export interface AllowedProps {
  /** Of several, any is enough. */
  readonly to: OperationName | readonly OperationName[];
  /** Where; `null`: it belongs to all projects. */
  readonly project?: string | null;
  readonly children: ComponentChildren;
}

/** What is offered to those alone who may do it: a button that only ever answers with a refusal helps nobody. */
export function Allowed({ to, project, children }: AllowedProps) {
  const rights = useRights();
  return [to].flat().some((each) => rights(each, project)) ? <>{children}</> : null;
}
