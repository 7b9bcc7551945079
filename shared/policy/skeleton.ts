/** Letters that look like another, beyond those that Unicode takes apart by itself; each row ends with what it looks like. */
const lookAlikes = [
  'аα∂ɑ a',
  'вβ b',
  'сϲᴄ c',
  'ԁɗ d',
  'еєҽɛε e',
  'ғƒ f',
  'ɡԍց g',
  'һհн h',
  'іιı1|ӏǀ׀il l',
  'јϳ j',
  'кκ k',
  'мᴍ m',
  'пηոη n',
  'оοσօ0о௦ഠ o',
  'рρҏ p',
  'ԛզ q',
  'гᴦ r',
  'ѕꜱ s',
  'тτ t',
  'υսцᴜ u',
  'ѵνᴠ v',
  'ѡωԝա w',
  'хχ× x',
  'уγүყ y',
  'ᴢ z',
  '‐‑‒–—−﹣_ -',
] as const;

/** Capitals that do not look like their small letter. */
const capitals: ReadonlyMap<string, string> = new Map([
  ['Η', 'h'],
  ['Ν', 'n'],
  ['Υ', 'y'],
]);

const looks = new Map(
  lookAlikes.flatMap((row) => {
    const [letters = '', like = ''] = row.split(' ');
    return Array.from(letters, (letter) => [letter, like] as const);
  }),
);

/**
 * What a name looks like: names with one skeleton can be taken for each other by people, and by servers that fold
 * case or Unicode. In the manner of UTS #39, section 4, with a table of our own that also makes no difference of case.
 */
export function skeleton(name: string): string {
  const seen = name.normalize('NFKD').replace(/[\p{M}\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, '');
  const apart = Array.from(seen, (letter) => capitals.get(letter) ?? letter).join('');
  const plain = apart.toUpperCase().toLowerCase().normalize('NFKD');
  return Array.from(plain, (letter) => looks.get(letter) ?? letter).join('');
}
