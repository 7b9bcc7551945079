import { inFile, variable, type Format } from './format.ts';

/** The variable that the other formats read, beside the address. */
export const dotenv: Format = {
  id: 'dotenv',
  title: '.env',
  place: inFile('.env'),
  credential: 'secret',
  write: ({ url, secret }) => `KEYHARBOR_URL="${url}"\n${variable}="${secret}"\n`,
};
