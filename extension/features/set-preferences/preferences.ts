import * as v from 'valibot';

export const themes = ['system', 'light', 'dark'] as const;
/** `browser`: the one the browser has chosen. */
export const languages = ['browser', 'en', 'zh_CN'] as const;
/** Seconds until a copied value is taken off the clipboard; 0: it stays. */
export const clearTimes = [0, 30, 60, 120, 300] as const;

/** How a person likes the extension. Kept on this computer; holds nothing secret. */
export const preferencesSchema = v.object({
  theme: v.optional(v.picklist(themes), 'system'),
  language: v.optional(v.picklist(languages), 'browser'),
  clearAfter: v.optional(v.picklist(clearTimes), 0),
  /** The id of the format to offer where nothing else speaks for one; `null`: the one used last. */
  format: v.optional(v.nullable(v.string()), null),
});
export type Preferences = v.InferOutput<typeof preferencesSchema>;

export const noPreferences: Preferences = v.parse(preferencesSchema, {});
