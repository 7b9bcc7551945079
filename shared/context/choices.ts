import * as v from 'valibot';

import { imageIdSchema, keyIdSchema } from '../ids.ts';
import { environments } from '../image/image.ts';

const mostSites = 100;

/** What was last copied on a site. Only sites on which something was copied are in here. */
const siteChoiceSchema = v.object({
  host: v.string(),
  environment: v.picklist(environments),
  /** Which of the environment's images; `null` where that was not chosen. */
  image: v.optional(v.nullable(imageIdSchema), null),
  format: v.string(),
  keyId: keyIdSchema,
});
export type SiteChoice = v.InferOutput<typeof siteChoiceSchema>;

/** What a person chose before, to be offered again. No secrets. */
export const choicesSchema = v.object({
  format: v.nullable(v.string()),
  /** The key last copied for an environment. */
  keys: v.object(v.entriesFromList(environments, v.optional(keyIdSchema))),
  /** Latest first. */
  sites: v.pipe(v.array(siteChoiceSchema), v.maxLength(mostSites)),
});
export type Choices = v.InferOutput<typeof choicesSchema>;

export const noChoices: Choices = { format: null, keys: {}, sites: [] };

/** A choice that was made; `host` is `null` where it is not to be remembered by site. */
export type Chosen = Omit<SiteChoice, 'host'> & { readonly host: string | null };

/** `choices` with the latest one in it; the site that was longest ago makes room. */
export function rememberChoice(choices: Choices, { host, ...chosen }: Chosen): Choices {
  const others = choices.sites.filter((site) => site.host !== host);
  return {
    format: chosen.format,
    keys: { ...choices.keys, [chosen.environment]: chosen.keyId },
    sites: host === null ? others : [{ host, ...chosen }, ...others].slice(0, mostSites),
  };
}
