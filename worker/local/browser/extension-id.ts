/** Of the extension built here: it follows from the public key in `wxt.config.ts`, so it is the same everywhere. */
export const extensionId = 'mmmicgfjildbfldlkomclehmpcihbojn';
