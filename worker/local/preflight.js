// Runs before anything else and on any Node, so it is plain JavaScript and imports nothing of ours: it tells
// what is missing in one line instead of a stack trace.
import { existsSync } from 'node:fs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const installed = ['wrangler', 'wxt', 'valibot'].every((name) =>
  existsSync(new URL(`../../node_modules/${name}`, import.meta.url)),
);

if (!installed) stop('The packages are not installed. Run: npm ci');
if (major < 22 || (major === 22 && minor < 18)) {
  stop(
    `Node ${process.versions.node} is too old for this. Use Node 24, or run it through npm on Linux, which brings its own.`,
  );
}

/** @param {string} line */
function stop(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
