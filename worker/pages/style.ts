/** The one sheet of all pages, in the colours of the extension. Nothing moves. */
export const style = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f8f9, #0e1518);
  --surface: light-dark(#ffffff, #151e22);
  --line: light-dark(#d8e1e5, #2a383e);
  --line-strong: light-dark(#84959d, #64777f);
  --ink: light-dark(#12222a, #e8eff1);
  --quiet: light-dark(#50636c, #9fb1b8);
  --accent: light-dark(#0b5f73, #6fcbdd);
  --accent-ink: light-dark(#ffffff, #06242c);
  --bad: light-dark(#a3211b, #ffa198);
  --bad-ground: light-dark(#fcebe9, #3a1a18);
  --note-ground: light-dark(#e1f0f3, #12343d);
  font: 1rem/1.6 system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', sans-serif;
}
*, ::before, ::after { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.25rem; background: var(--ground); color: var(--ink); max-width: 46rem; }
body.narrow { max-width: 34rem; }
a { color: var(--accent); }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 0.75rem; }
h2 { font-size: 1.05rem; line-height: 1.25; margin: 2rem 0 0.5rem; }
p { margin: 0 0 1rem; }
dt { font-weight: 600; margin-top: 1rem; }
dd { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.4rem 0.6rem 0.4rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
code { font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace; font-size: 0.9375em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

nav { margin-bottom: 1.25rem; }
.top { display: flex; align-items: center; justify-content: space-between; gap: 1rem; margin-bottom: 1.25rem; }
.brand { display: flex; align-items: center; gap: 0.5rem; color: inherit; font-weight: 650; text-decoration: none; }
.mark { width: 1.75rem; height: 1.75rem; }
.mark rect { fill: light-dark(#0b5f73, #0f6f86); }
.mark g { fill: none; stroke: #fff; stroke-width: 10; stroke-linecap: round; stroke-linejoin: round; }

.narrow main { background: var(--surface); border: 1px solid var(--line); border-radius: 0.75rem; padding: 1.75rem; }
.narrow main > :last-child { margin-bottom: 0; }
label { display: block; font-weight: 600; margin-bottom: 1rem; }
label small { display: block; font-weight: 400; }
small { color: var(--quiet); font-size: 0.875rem; }
input { display: block; width: 100%; min-height: 2.75rem; margin-top: 0.25rem; padding: 0 0.75rem; font: inherit; font-weight: 400; color: inherit;
  background: var(--surface); border: 1px solid var(--line-strong); border-radius: 0.375rem; }
input.code { font: 1.375rem ui-monospace, Menlo, Consolas, monospace; letter-spacing: 0.15em; text-transform: uppercase; }
button { min-height: 2.75rem; padding: 0 1.25rem; font: inherit; font-weight: 600; color: inherit; cursor: pointer;
  background: var(--surface); border: 1px solid var(--line-strong); border-radius: 0.375rem; }
button.primary { color: var(--accent-ink); background: var(--accent); border-color: var(--accent); }
button.small { min-height: 2rem; padding: 0 0.75rem; font-weight: 400; }
.ways { display: grid; gap: 0.75rem; }
.ways button { width: 100%; }
.choice { display: flex; flex-wrap: wrap; gap: 0.75rem; }
.rows { list-style: none; margin: 0; padding: 0; }
.rows li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.25rem 1rem;
  padding: 0.6rem 0; border-top: 1px solid var(--line); }
.rows li:first-child { border-top: 0; }
.rows small { display: block; }
.rows p { margin: 0; overflow-wrap: anywhere; }
.issuer::first-letter { text-transform: uppercase; }
.note { padding: 0.75rem 1rem; border-radius: 0.5rem; background: var(--note-ground); }
.alert { padding: 0.75rem 1rem; border-radius: 0.5rem; background: var(--bad-ground); }
.alert strong { color: var(--bad); }
.words { font-size: 1.25rem; font-weight: 650; overflow-wrap: anywhere; }
.facts { margin: 0 0 1rem; }
.facts dt { color: var(--quiet); font-weight: 400; font-size: 0.875rem; margin-top: 0.75rem; }
.facts dd { overflow-wrap: anywhere; }
`;
