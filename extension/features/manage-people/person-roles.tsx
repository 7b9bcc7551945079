import { everyProject, type Grant } from '../../../shared/people/grant.ts';
import { useTranslate } from '../../ui/messages.ts';

/** The projects that roles can be given in. */
export type ProjectNames = readonly { readonly id: string; readonly name: string }[];

/** `Admin in every project, Member in Default`. */
export function PersonRoles({ grants, projects }: { grants: readonly Grant[]; projects: ProjectNames }) {
  const t = useTranslate();
  const nameOf = (id: string) =>
    id === everyProject ? t('everyProject') : (projects.find((project) => project.id === id)?.name ?? id);
  if (grants.length === 0) return <>{t('personNoRole')}</>;
  return <>{grants.map(({ role, project }) => t('roleIn', t(`role_${role}`), nameOf(project))).join('; ')}</>;
}
