/** Long enough to spare most gates the trouble, short enough for what a crash left behind. */
export const soonMs = 5_000;
