/** Databases that tests start for themselves, on loopback, with their files in a folder of the test. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { findTool } from './tools.ts';

export interface Service {
  /** As `STORE` or `DATABASE_URL` has it. */
  address: string;
  stop(): Promise<void>;
}

const START_MS = 60_000;

/** `milvus-lite server`; undefined where it is not on this machine. */
export function milvusProgram(): string | undefined {
  return findTool('milvus-lite');
}

export async function startMilvus(program: string, folder: string): Promise<Service> {
  const port = await freePort();
  const data = join(folder, 'milvus');
  const args = ['server', '--host', '127.0.0.1', '--port', `${port}`, '--data-dir', data];
  const child = spawn(program, args, { stdio: 'ignore' });
  await listening(child, port);
  return { address: `milvus://127.0.0.1:${port}`, stop: () => stopped(child) };
}

/** The folder of PostgreSQL's programs; undefined where it is not on this machine. */
export function postgresPrograms(): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, 'bin')), '/usr/local/bin', '/usr/bin'];
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

export async function startPostgres(programs: string, folder: string): Promise<Service> {
  const port = await freePort();
  const data = join(folder, 'postgres');
  mkdirSync(data);
  // It refuses to run as root, as tests in a container do.
  const root = process.getuid?.() === 0;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  const user = root ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (user.uid !== undefined && user.gid !== undefined) {
    chownSync(data, user.uid, user.gid);
    // The folder above is this user's alone.
    execFileSync('chmod', ['o+x', folder]);
  }
  const init = ['-D', data, '-U', 'baogao', '--auth=trust', '--encoding=UTF8', '--no-sync', '--locale=C'];
  execFileSync(join(programs, 'initdb'), init, { ...user, cwd: data, stdio: 'ignore' });
  const args = ['-D', data, '-p', `${port}`, '-k', data, '-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off'];
  const child = spawn(join(programs, 'postgres'), args, { ...user, cwd: data, stdio: 'ignore' });
  await listening(child, port);
  return { address: `postgres://baogao@127.0.0.1:${port}/postgres`, stop: () => stopped(child, 'SIGINT') };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listening(child: ChildProcess, port: number): Promise<void> {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the service left with code ${child.exitCode}`);
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the service does not listen');
}

async function stopped(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.exitCode !== null) return;
  child.kill(signal);
  await gone;
}
