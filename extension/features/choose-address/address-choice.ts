import { mcpAddress, serverName } from '../../../shared/address/build.ts';
import type { Format } from '../../../shared/address/formats/format.ts';
import type { Image } from '../../../shared/image/image.ts';

/** Everything a snippet is written from, but the secret. */
export interface AddressChoice {
  readonly gateway: string;
  readonly image: Image;
  readonly format: Format;
}

/** The text to paste into a client's configuration. Throws a `TypeError` where the gateway is no address. */
export function writeSnippet({ gateway, image, format }: AddressChoice, secret: string): string {
  return format.write({ name: serverName(image), url: mcpAddress(gateway, image), image: image.id, secret });
}

/** Whether both would be copied as the same text: a refresh makes new objects that say the same. */
export function isSameChoice(one: AddressChoice | null, other: AddressChoice | null): boolean {
  return (
    one?.gateway === other?.gateway &&
    one?.image.id === other?.image.id &&
    one?.format.id === other?.format.id
  );
}
