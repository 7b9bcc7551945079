import * as v from 'valibot';

import { imageIdSchema } from '../ids.ts';

/** The five kinds of place an agent can work in, in the order people see them. */
export const environments = ['windows', 'linux', 'browser', 'code', 'mobile'] as const;
export type Environment = (typeof environments)[number];

/** One thing to connect to. */
export const imageSchema = v.object({
  id: imageIdSchema,
  environment: v.picklist(environments),
  title: v.string(),
});
export type Image = v.InferOutput<typeof imageSchema>;

/** The images that every deployment starts with, one an environment; ids as AgentBay has them. */
export const defaultImages: readonly Image[] = [
  { id: 'windows_latest', environment: 'windows', title: 'Windows' },
  { id: 'linux_latest', environment: 'linux', title: 'Linux' },
  { id: 'browser_latest', environment: 'browser', title: 'Browser' },
  { id: 'code_latest', environment: 'code', title: 'Code' },
  { id: 'mobile_latest', environment: 'mobile', title: 'Mobile' },
];
