export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (text: string) => void;
  /** `area`: several lines. */
  readonly kind?: 'text' | 'number' | 'url' | 'password' | 'search' | 'date' | 'datetime-local' | 'area';
  readonly note?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
}

/** A field to write in, under its name. */
export function TextField({ label, note, kind = 'text', value, onInput, ...rest }: TextFieldProps) {
  const common = { ...rest, value, autoComplete: 'off', spellcheck: false } as const;
  const type = kind as 'text'; // Preact's types tell fields apart by it; ours are all written alike.
  return (
    <label class="field">
      <span>{label}</span>
      {kind === 'area' ? (
        <textarea {...common} rows={3} onInput={({ currentTarget }) => onInput(currentTarget.value)} />
      ) : (
        <input {...common} type={type} onInput={({ currentTarget }) => onInput(currentTarget.value)} />
      )}
      {note !== undefined && <small>{note}</small>}
    </label>
  );
}
