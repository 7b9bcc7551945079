export interface PickProps<Value extends string | number> {
  readonly label: string;
  readonly options: readonly (readonly [value: Value, words: string])[];
  readonly value: Value;
  readonly onPick: (value: Value) => void;
}

/** A choice of one among few. */
export function Pick<Value extends string | number>({ label, options, value, onPick }: PickProps<Value>) {
  const pick = (at: number) => {
    const [picked] = options[at] ?? [];
    if (picked !== undefined) onPick(picked);
  };
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={options.findIndex(([each]) => each === value)}
        onChange={({ currentTarget }) => pick(currentTarget.selectedIndex)}
      >
        {options.map(([each, words], at) => (
          <option key={each} value={at}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
