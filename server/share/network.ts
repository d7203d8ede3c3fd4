/** The address of this machine on its local network. */
import { networkInterfaces } from 'node:os';

/** Private ranges in the order in which a phone is likely to be there: homes, offices, then those that containers use too. */
const LIKELY = [/^192\.168\./, /^10\./, /^172\.(?:1[6-9]|2\d|3[01])\./];

/** The IPv4 address that others on the network most likely reach; null where there is no network. */
export function networkAddress(interfaces = networkInterfaces()): string | null {
  const addresses = Object.values(interfaces)
    .flatMap((list) => list ?? [])
    .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
    .map(({ address }) => address);
  const place = (address: string): number => {
    const found = LIKELY.findIndex((range) => range.test(address));
    return found < 0 ? LIKELY.length : found;
  };
  return addresses.sort((a, b) => place(a) - place(b))[0] ?? null;
}
