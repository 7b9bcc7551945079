import { refuseKeyInUrl } from '../gateway/key-in-url.ts';
import { isOwnHost, checkSize } from '../http/doors.ts';
import { clientIp } from '../http/client-ip.ts';
import { codeOf, Problem } from '../http/problem.ts';
import { log } from '../log.ts';
import { countPage } from '../rates/api-rate.ts';
import { disconnectDevice, endSession, showAccount } from './pages/account.tsx';
import { askToConfirm, confirm } from './pages/confirm.tsx';
import { showInvitation } from './pages/invitation.tsx';
import { needSignIn } from './pages/need-sign-in.ts';
import { answerPairing, askAboutPairing } from './pages/pair.tsx';
import { askToSignOut, signOut } from './pages/sign-out.tsx';
import { askForBootstrap, setUp } from './pages/setup.tsx';
import { beginSignIn, chooseWay, finishSignIn } from './pages/sign-in.tsx';
import { readCookie } from './cookies.ts';
import { seeOther, sendOn, showRefusal } from './show.tsx';
import { languageOf, startVisit, type Visit } from './visit.ts';

type Handler = (visit: Visit, part: string) => Promise<Response>;

/** Method, path, and what answers; the path's group is its second argument. */
const routes: readonly (readonly ['GET' | 'POST', RegExp, Handler])[] = [
  ['GET', /^\/sign-in$/, chooseWay],
  ['POST', /^\/sign-in\/(\w+)$/, beginSignIn],
  ['GET', /^\/sign-in\/(\w+)\/callback$/, finishSignIn],
  ['GET', /^\/sign-out$/, askToSignOut],
  ['POST', /^\/sign-out$/, signOut],
  ['GET', /^\/setup$/, askForBootstrap],
  ['POST', /^\/setup$/, setUp],
  ['GET', /^\/pair$/, needSignIn(askAboutPairing)],
  ['POST', /^\/pair$/, needSignIn(answerPairing)],
  ['GET', /^\/confirm\/(dev_[0-9A-Za-z]{22})$/, needSignIn(askToConfirm)],
  ['POST', /^\/confirm\/(dev_[0-9A-Za-z]{22})$/, needSignIn(confirm)],
  ['GET', /^\/invitations\/([\w-]+)$/, showInvitation],
  ['GET', /^\/account$/, needSignIn(showAccount)],
  ['POST', /^\/account\/devices\/(dev_[0-9A-Za-z]{22})$/, needSignIn(disconnectDevice)],
  ['POST', /^\/account\/sessions\/([0-9A-Za-z]{22})$/, needSignIn(endSession)],
];

const pages = /^\/(?:sign-in|sign-out|setup|pair|confirm|invitations|account)(?:\/|$)/;

/** Whether a path is of the pages that people sign in on, and look after what is theirs. */
export function isPage(pathname: string): boolean {
  return pages.test(pathname);
}

/** The pages for people. Every answer is one, refusals too. */
export async function servePages(request: Request, env: Env, requestId: string): Promise<Response> {
  const url = new URL(request.url);
  const reader = { request, url, ...languageOf(request) };
  try {
    checkSize(request);
    await refuseKeyInUrl(request, env, requestId);
    const there = ownAddress(request, url, env.GATEWAY);
    if (there !== null) return seeOther(there);
    // A link elsewhere led here, so what is `Strict` stayed behind: asked again from a page of ours, it comes along.
    if (isFromElsewhere(request, url)) return sendOn(reader, url.href, reader.words.goOn);
    const ip = clientIp(request, env);
    await countPage(env, ip);
    const [handler, part] = route(request.method, url.pathname);
    return await handler(await startVisit(request, { env, requestId, ip }), part);
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'internal') log({ event: 'unexpected', requestId, error: thrown });
    return showRefusal(reader, code);
  }
}

/** Cookies and providers know one host: on one machine, whose two names are one, `localhost` is sent to the other. */
function ownAddress({ method }: Request, url: URL, gateway: string): string | null {
  const own = new URL(gateway);
  if (method !== 'GET' || url.host === own.host || !isOwnHost(url, gateway)) return null;
  return new URL(url.pathname + url.search, own).href;
}

function isFromElsewhere(request: Request, { pathname }: URL): boolean {
  const isBackFromProvider = pathname.endsWith('/callback');
  const isForeign = request.headers.get('sec-fetch-site') === 'cross-site';
  return request.method === 'GET' && isForeign && !isBackFromProvider && !readCookie(request, 'session');
}

function route(method: string, pathname: string): readonly [Handler, string] {
  const here = routes.filter(([, pattern]) => pattern.test(pathname));
  const found = here.find(([verb]) => verb === method);
  if (found === undefined) throw new Problem(here.length === 0 ? 'route_not_found' : 'method_not_allowed');
  const [, pattern, handler] = found;
  return [handler, pattern.exec(pathname)?.[1] ?? ''];
}
