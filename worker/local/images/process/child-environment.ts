/**
 * All that a child process knows of our environment: where programs are, and the folder it is to live in.
 *
 * Whatever else stands in our environment may be a secret of the person who started us.
 */
export function childEnvironment(folder: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: process.env['LANG'] ?? 'C.UTF-8',
    HOME: folder,
    TMPDIR: folder,
  };
}
