import { readUserCode, showUserCode } from '../../../shared/people/device.ts';
import type { PairingView } from '../../devices/answer-pairing.ts';
import { orThrow } from '../../http/problem.ts';
import { askDirectory } from '../../people/ask-directory.ts';
import { readForm } from '../form.ts';
import { sayGrants, type GrantInWords } from '../say-grants.ts';
import { show, showDone } from '../show.tsx';
import { agoIn } from '../times.ts';
import type { Visit } from '../visit.ts';
import { pageBy, type Known } from './need-sign-in.ts';

/** `GET /pair`: asks for the code, or shows what waits under it. */
export async function askAboutPairing(visit: Known): Promise<Response> {
  const { url, env, words, signedIn } = visit;
  const code = readUserCode(url.searchParams.get('code') ?? '');
  if (code === '') return show(visit, { title: words.pair.title, main: <TypeCode words={words} /> });
  const { person } = signedIn;
  const pairing = orThrow(await askDirectory(env, (directory) => directory.readPairing(code, person.id)));
  const grants = await sayGrants(person.grants, visit);
  const asked = agoIn(visit.language, pairing.createdAt, Date.now());
  const main = <Ask {...{ words, code, pairing, grants, asked }} person={person.name} />;
  return show(visit, { title: words.pair.ask, main });
}

function TypeCode({ words }: Pick<Visit, 'words'>) {
  return (
    <>
      <h1>{words.pair.title}</h1>
      <form method="get" action="/pair">
        <label>
          {words.pair.code}
          <small>{words.pair.intro}</small>
          <input
            class="code"
            name="code"
            required
            maxlength={12}
            autocomplete="off"
            autofocus
            placeholder="XXXX-XXXX"
          />
        </label>
        <button type="submit" class="primary">
          {words.goOn}
        </button>
      </form>
    </>
  );
}

interface AskProps extends Pick<Visit, 'words'> {
  readonly code: string;
  readonly pairing: PairingView;
  readonly asked: string;
  readonly person: string;
  readonly grants: readonly GrantInWords[];
}

function Ask({ words, code, pairing, asked, person, grants }: AskProps) {
  const { pair } = words;
  return (
    <>
      <h1>{pair.ask}</h1>
      <p class="alert">
        <strong>{pair.warning}</strong> {pair.warningMore}
      </p>
      <dl class="facts">
        <dt>{pair.device}</dt>
        <dd>{pairing.name}</dd>
        <dt>{pair.words}</dt>
        <dd>
          <span class="words">{pairing.words.join(' ')}</span>
          <br />
          <small>{pair.sameWords}</small>
        </dd>
        <dt>{pair.code}</dt>
        <dd>
          <code>{showUserCode(code)}</code>
        </dd>
        <dt>{pair.asked}</dt>
        <dd>{asked}</dd>
      </dl>
      <h2>{pair.allows}</h2>
      <p>{pair.asYou(person)}</p>
      <ul>
        {grants.map(({ role, where, may }) => (
          <li>{words.grantTo(role, where, may)}</li>
        ))}
      </ul>
      <form method="post" action="/pair" class="choice">
        <input type="hidden" name="code" value={code} />
        <button type="submit" class="primary" name="answer" value="approve">
          {pair.approve}
        </button>
        <button type="submit" name="answer" value="refuse">
          {pair.refuse}
        </button>
      </form>
    </>
  );
}

/** `POST /pair`: what the person decided. Anything but an approval refuses. */
export async function answerPairing(visit: Known): Promise<Response> {
  const { request, env, words, signedIn } = visit;
  const form = await readForm(request, env.GATEWAY);
  const code = form.get('code') ?? '';
  const { person, session } = signedIn;
  if (form.get('answer') !== 'approve') {
    orThrow(await askDirectory(env, (directory) => directory.denyPairing(code, person.id, pageBy(visit))));
    return showDone(visit, words.pair.refused, words.pair.refusedText);
  }
  const { name } = orThrow(
    await askDirectory(env, (directory) =>
      directory.approvePairing(code, person.id, session.signedInAt, pageBy(visit)),
    ),
  );
  return showDone(visit, words.pair.done, words.pair.doneText(name));
}
