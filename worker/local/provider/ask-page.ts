/** What went wrong with the last try. */
export type Fault = 'wrong_code' | 'wrong_name' | 'too_many';

const told: Record<Fault, string> = {
  wrong_code: 'That is not the code. It stands in the terminal where npm start runs.',
  wrong_name: 'A name has small letters, digits, dots, dashes: at most 32 of them.',
  too_many: 'Too many wrong codes. Wait a minute.',
};

/** The page that asks who is there and for the code of this run. Nothing of what was typed is shown again. */
export function askPage(fault: Fault | null): string {
  const alert = fault === null ? '' : `<p role="alert">${told[fault]}</p>`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in on this machine</title>
<link rel="icon" href="data:,">
<style>${style}</style>
<main>
<h1>Sign in on this machine</h1>
<p>This stands in for the sign-in of your organisation. The code is in the terminal where <code>npm start</code> runs.</p>
${alert}
<form method="post">
<label>Name <input name="name" value="owner" autocomplete="off" autocapitalize="none" spellcheck="false" required></label>
<label>Code <input name="code" autocomplete="off" autocapitalize="characters" spellcheck="false" required autofocus></label>
<button>Sign in</button>
</form>
</main>
</html>`;
}

const style = `:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { background: light-dark(#fff, #1b1b1f); color: light-dark(#1b1b1f, #e6e6ea); margin: 0; }
main { max-width: 24rem; margin: 10vh auto 0; padding: 1.5rem; }
h1 { font-size: 1.4rem; line-height: 1.25; }
label { display: block; margin: 1rem 0; }
input { display: block; box-sizing: border-box; width: 100%; font: inherit; padding: 0.4rem 0.6rem; }
button { font: inherit; padding: 0.4rem 1.2rem; }
[role=alert] { color: light-dark(#b3261e, #f2b8b5); }
`;
