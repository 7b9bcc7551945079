/** What the pages say, in English. `chinese.ts` says the same. */
export const english = {
  language: 'English',
  goOn: 'Continue',
  thisMachine: 'the sign-in of this machine',
  signIn: {
    title: 'Sign in',
    intro: 'Keyharbor keeps no passwords. Choose who vouches for you.',
    again: 'For this, prove once more who you are.',
    none: 'No way to sign in is set up yet. Whoever runs this deployment sets one, as docs/sign-in.md describes.',
    by: {
      oidc: (host: string) => `Continue with ${host}`,
      github: () => 'Continue with GitHub',
      access: () => 'Continue with Cloudflare Access',
    },
    leaving: 'On the way to sign in…',
    arrived: 'You are signed in.',
  },
  signOut: {
    button: 'Sign out',
    done: 'You are signed out',
    doneText:
      'This browser is signed out of these pages. Paired devices stay connected until they are disconnected.',
    back: 'Sign in again',
    ask: 'Sign out of these pages in this browser?',
  },
  setup: {
    title: 'Make the first owner',
    intro:
      'The bootstrap token is the secret BOOTSTRAP_TOKEN of this deployment. It makes one owner, once; remove the secret afterwards.',
    token: 'Bootstrap token',
    name: 'Your name',
    button: 'Become the owner',
    done: 'You are the owner',
    doneText:
      'You are signed in on these pages. Add a way to sign in before you leave, and connect your browser’s extension.',
    next: 'Add a way to sign in',
    secret: 'Your console token, for scripts and the command line',
    secretText:
      'It may do everything, is good for 90 days and is shown only now. Keep it as you would a password, or revoke it.',
  },
  pair: {
    title: 'Connect a device',
    intro: 'Type the code that the extension shows.',
    code: 'Code',
    ask: 'Is this your device?',
    device: 'Device',
    words: 'Its key in words',
    sameWords: 'The extension shows the same four words. If they differ, refuse.',
    asked: 'Asked',
    allows: 'What it will be able to do',
    asYou: (name: string) => `It acts as ${name}, until you disconnect it:`,
    warning: 'Approve only what you have just started yourself, on a device in front of you.',
    warningMore:
      'Nobody who helps you will ever send you a code or a link to this page. If somebody did, refuse.',
    approve: 'Approve',
    refuse: 'Refuse',
    done: 'The device is connected',
    doneText: (name: string) => `Go back to ${name}: it goes on by itself. You can close this page.`,
    refused: 'The device was refused',
    refusedText: 'It got nothing. You can close this page.',
  },
  confirm: {
    title: 'Confirm that it is you',
    intro: (device: string) =>
      `“${device}” wants to do something that needs a fresh sign-in: deleting keys, or changing who may do what.`,
    warning: 'Go on only if you have just done that yourself.',
    button: 'Confirm',
    done: 'Confirmed',
    doneText: 'Go back to the extension and do it again: it works for the next 15 minutes.',
    stale: 'Your sign-in is older than five minutes.',
  },
  invitation: {
    title: 'You are invited',
    intro: (name: string) => `This invitation is for ${name}. It works once.`,
    as: 'You will be',
    until: (date: string) => `It can be taken up until ${date}.`,
    other: (name: string) =>
      `You are signed in as ${name} here already. Sign out to take the invitation up with another account.`,
  },
  account: {
    title: 'Your account',
    roles: 'What you are here',
    ways: 'Ways to sign in',
    noWays: 'None yet. Add one: without it you cannot come back after this session.',
    add: {
      oidc: (host: string) => `Add ${host}`,
      github: () => 'Add GitHub',
      access: () => 'Add Cloudflare Access',
    },
    devices: 'Devices',
    noDevices: 'None. Open the extension and choose “Connect”.',
    connect: 'Connect a device',
    used: (when: string) => `last used ${when}`,
    disconnect: 'Disconnect',
    disconnectWhich: (name: string) => `Disconnect ${name}`,
    expired: 'not used for 30 days: connect it again',
    sessions: 'Signed in on these pages',
    thisOne: 'this browser',
    since: (when: string) => `since ${when}`,
    end: 'Sign out',
    endWhich: (agent: string) => `Sign out ${agent}`,
  },
  roles: {
    owner: { name: 'Owner', may: 'do everything here, also add and remove people and restore backups' },
    admin: {
      name: 'Admin',
      may: 'manage keys, policies, images and people; see and copy the values of keys',
    },
    operator: {
      name: 'Operator',
      may: 'see everything but the values of keys; enable and disable keys, end sessions',
    },
    member: {
      name: 'Member',
      may: 'see keys, copy addresses, make and revoke tickets; copy values where the project allows it',
    },
    auditor: { name: 'Auditor', may: 'read everything, also the audit; change nothing and see no value' },
  },
  /** A role and where it holds. */
  grant: (role: string, where: string) => `${role}, ${where}`,
  /** The same, and what it lets somebody do. */
  grantTo: (role: string, where: string, may: string) => `${role}, ${where}: ${may}`,
  everywhere: 'in every project',
  inProject: (project: string) => `in ${project}`,
  refusals: {
    sign_in_expired: [
      'This sign-in is over',
      'It took too long, was finished already, or began in another browser. Start again.',
    ],
    sign_in_failed: [
      'The sign-in did not succeed',
      'Start again. If it keeps failing, tell whoever runs this deployment.',
    ],
    provider_unavailable: ['Whoever vouches for you cannot be reached', 'Try again in a moment.'],
    not_invited: [
      'This account is not known here',
      'Ask an owner or admin for an invitation, and open its link before you sign in.',
    ],
    invitation_invalid: [
      'This invitation cannot be used',
      'It was used, revoked, or is too old. Ask for another one.',
    ],
    identity_taken: ['This account belongs to somebody else here', 'Sign in with another account.'],
    page_request_refused: [
      'The form was not sent from here',
      'Open the page again and send the form from it.',
    ],
    pairing_not_found: [
      'No device is waiting with this code',
      'Check the letters. Codes are good for ten minutes: start again in the extension if it is older.',
    ],
    pairing_limit: ['Too many wrong codes', 'Wait ten minutes, then try again.'],
    device_not_found: ['This device is not yours', 'Look at your devices, or pair it again.'],
    device_revoked: ['This device is disconnected', 'Pair it again.'],
    device_expired: ['This device was not used for 30 days', 'Pair it again.'],
    already_bootstrapped: ['There is an owner already', 'Sign in, or ask an owner for an invitation.'],
    authentication_required: [
      'That is not the bootstrap token',
      'Copy it again: it is the secret BOOTSTRAP_TOKEN of this deployment.',
    ],
    validation_failed: ['Something is missing', 'Go back and fill in every field.'],
    rate_limited: ['Too many tries', 'Wait a minute, then try again.'],
    record_unavailable: ['Nothing can be noted at the moment', 'Try again in a moment: nothing was changed.'],
    directory_unavailable: ['Nobody can be looked up at the moment', 'Try again in a moment.'],
    not_configured: ['Keyharbor is not set up', 'Whoever runs this deployment has to set its secrets.'],
    method_not_allowed: ['This cannot be opened by itself', 'Go to your account and start there.'],
    route_not_found: ['There is nothing at this address', 'Check it, or go to your account.'],
  } as Readonly<Record<string, readonly [title: string, hint: string]>>,
  failure: [
    'Something went wrong',
    'Try again. If it lasts, tell whoever runs this deployment.',
  ] as readonly [string, string],
  toAccount: 'To your account',
  startAgain: 'Start again',
};

/** The same words in any language. */
export type Words = typeof english;
