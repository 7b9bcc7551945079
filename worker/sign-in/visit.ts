import { orThrow } from '../http/problem.ts';
import { askDirectory } from '../people/ask-directory.ts';
import { keyring } from '../secrets/keyring.ts';
import { readCookie } from './cookies.ts';
import type { SignedIn } from './sign-in-parts.ts';
import { digestOf, tokenPattern } from './tokens.ts';
import { acceptedLanguage, chosenLanguage, wordsIn, type Language } from './words/language.ts';
import type { Words } from './words/english.ts';

/** What every page works with: who is there, what they ask, and the language they read. */
export interface Visit {
  readonly request: Request;
  readonly url: URL;
  readonly env: Env;
  readonly requestId: string;
  readonly ip: string | null;
  readonly language: Language;
  readonly words: Words;
  /** The digest of the session's cookie, whatever it is worth. */
  readonly cookie: string | null;
  /** `null`: nobody is signed in. */
  readonly signedIn: SignedIn | null;
}

/** Throws `directory_unavailable` where it cannot be known who is there. */
export async function startVisit(
  request: Request,
  place: Pick<Visit, 'env' | 'requestId' | 'ip'>,
): Promise<Visit> {
  const visit = { ...place, request, url: new URL(request.url), ...languageOf(request) };
  const token = readCookie(request, 'session') ?? '';
  if (!tokenPattern.test(token)) return { ...visit, cookie: null, signedIn: null };
  const cookie = await digestOf('session', token, await keyring(place.env));
  const signedIn = orThrow(await askDirectory(place.env, (directory) => directory.whoIs(cookie)));
  return { ...visit, cookie, signedIn };
}

/** The language of whoever asks, and its words. */
export function languageOf(request: Request): Pick<Visit, 'language' | 'words'> {
  const chosen = chosenLanguage(new URL(request.url), readCookie(request, 'language'));
  const language = chosen ?? acceptedLanguage(request.headers.get('accept-language'));
  return { language, words: wordsIn[language] };
}
