import english from '../../../extension/public/_locales/en/messages.json' with { type: 'json' };
import type { Language, MessageKey } from '../../../extension/ui/messages.ts';

interface Message {
  readonly message: string;
  readonly placeholders?: Readonly<Record<string, { readonly content: string }>>;
}

const messages: Readonly<Record<MessageKey, Message>> = english;

/** A message as the browser would write it in English. */
export function write(key: MessageKey, ...values: readonly string[]): string {
  const { message, placeholders = {} } = messages[key];
  return message.replace(/\$(\w+)\$/g, (_, name: string) => {
    const position = placeholders[name.toLowerCase()]?.content.slice(1);
    return values[Number(position) - 1] ?? '';
  });
}

export const inEnglish: Language = { locale: 'en', translate: write };
