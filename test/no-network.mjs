// Preloaded (`node --import`) into a program under test: refuses every connection that would leave this machine, and writes
// it into the file that NO_NETWORK_LOG names.
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import net from 'node:net';

const HERE = new Set(['localhost', '127.0.0.1', '::1', '']);

const refuse = (what) => {
  appendFileSync(process.env.NO_NETWORK_LOG, `${what}\n`);
  throw new Error(`connection refused by the test: ${what}`);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const first = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = typeof first === 'object' ? first.host : typeof args[1] === 'string' ? args[1] : undefined;
  if (!HERE.has(host ?? '')) refuse(host);
  return connect.apply(this, args);
};

for (const look of [dns, dns.promises]) {
  const { lookup } = look;
  look.lookup = function (name, ...rest) {
    return HERE.has(name ?? '') ? lookup.call(this, name, ...rest) : refuse(name);
  };
}
