import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterwards, eventually, isAlive, kill, runScript, scratchFolder } from '../test/scratch.js';
import { holder, query, sharedDataDir, started } from '../test/servers.js';

const A_ROW = ['drop table if exists kept', 'create table kept (id int primary key)', 'insert into kept values (1)'];
const READ = 'select id from kept';

function killAll(pids: number[]): void {
  for (const pid of pids) if (isAlive(pid)) spawnSync('kill', ['-9', String(pid)]);
}

function hide(path: string): void {
  renameSync(path, `${path}.hidden`);
  afterwards(() => renameSync(`${path}.hidden`, path));
}

describe('startEmbeddedPostgres', () => {
  it('runs a real server that requires the password and listens on loopback only', async () => {
    const dataDir = join(scratchFolder(), 'not', 'made yet');
    const { url } = await started({ dataDir });
    const [settings] = await query(
      url,
      `select current_setting('server_version') like '18.%' as new, current_setting('server_encoding') as encoding,
       current_setting('listen_addresses') as listens, current_setting('unix_socket_directories') as sockets,
       (select datcollate from pg_database where datname = current_database()) as locale`,
    );
    expect(settings).toEqual({ new: true, encoding: 'UTF8', listens: '127.0.0.1', sockets: '', locale: 'C' });
    await expect(query(url.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toThrow(
      'password authentication failed',
    );
    expect(statSync(join(dataDir, 'password')).mode & 0o777).toBe(0o600);
  });

  it('starts again after a first start was killed half-way', async () => {
    const dataDir = scratchFolder();
    const { child } = runScript('holder.mjs', dataDir);
    const drafts = () => readdirSync(dataDir).filter((name) => name.startsWith('cluster.draft-'));
    await eventually(() => drafts().some((name) => existsSync(join(dataDir, name, 'cluster', 'base'))));
    await kill(child);
    expect(existsSync(join(dataDir, 'cluster'))).toBe(false);
    const { url } = await started({ dataDir });
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(drafts()).toEqual([]);
  });
});

describe('a server on a folder with data', () => {
  const prepared = sharedDataDir();

  it('keeps the data across a restart', async () => {
    const dataDir = prepared();
    const first = await started({ dataDir, durable: true });
    await query(first.url, ...A_ROW);
    await Promise.all([first.stop(), first.stop()]);
    expect(await first.exited).toMatchObject({ expected: true });
    const second = await started({ dataDir });
    expect(await query(second.url, READ)).toEqual([{ id: 1 }]);
  });

  it('leaves no lock and no process after a stop', async () => {
    const dataDir = prepared();
    const server = await started({ dataDir });
    await server.stop();
    expect(isAlive(server.pid)).toBe(false);
    expect(readdirSync(dataDir).sort()).toEqual(['cluster', 'password']);
  });

  it('refuses a second service on the same folder and leaves the first alone', async () => {
    const dataDir = prepared();
    const first = await holder(dataDir);
    await expect(started({ dataDir })).rejects.toThrow(
      `The data folder ${dataDir} is in use by process ${first.child.pid}.`,
    );
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('loses nothing and leaves no orphan when the service is killed', async () => {
    const dataDir = prepared();
    const last = await holder(dataDir);
    await query(last.url, ...A_ROW);
    await kill(last.child);
    const next = await started({ dataDir });
    expect(isAlive(last.pid)).toBe(false);
    expect(await query(next.url, READ)).toEqual([{ id: 1 }]);
  });

  it('loses nothing when the service and every PostgreSQL process are killed', async () => {
    const dataDir = prepared();
    const last = await holder(dataDir);
    const rows = await query(last.url, ...A_ROW, 'select pid from pg_stat_activity where pid <> pg_backend_pid()');
    const pids = [last.child.pid as number, last.pid, ...rows.map((row) => (row as { pid: number }).pid)];
    expect(pids.length).toBeGreaterThan(4);
    killAll(pids);
    const next = await started({ dataDir });
    expect(await query(next.url, READ)).toEqual([{ id: 1 }]);
  });

  it('reports an unexpected end of the server, and starts again immediately', async () => {
    const dataDir = prepared();
    const server = await started({ dataDir, durable: true });
    await query(server.url, ...A_ROW);
    process.kill(server.pid, 'SIGKILL');
    expect(await server.exited).toEqual({
      expected: false,
      reason: `PostgreSQL (process ${server.pid}) ended unexpectedly with SIGKILL.`,
    });
    await server.stop();
    const next = await started({ dataDir });
    expect(await query(next.url, READ)).toEqual([{ id: 1 }]);
  });

  it('writes no key, parameter or statement into its log', async () => {
    const log: string[] = [];
    const server = await started({ dataDir: prepared(), onLog: (line) => log.push(line) });
    const twice = [
      'create table person (name text primary key)',
      ...Array(2).fill("insert into person values ('Ada Secret')"),
    ];
    await expect(query(server.url, ...twice)).rejects.toThrow('duplicate key');
    await expect(query(server.url, "select 'Ada Secret'::int")).rejects.toThrow('invalid input syntax');
    await server.stop();
    expect(log.join('\n')).not.toMatch(/Ada Secret|insert|person/);
    expect(log.join('\n')).toContain('shut down');
  });

  it('does not create a new password for existing data', async () => {
    const dataDir = prepared();
    hide(join(dataDir, 'password'));
    const missing = `The password file ${join(dataDir, 'password')} of the database is missing`;
    await expect(started({ dataDir })).rejects.toThrow(missing);
    expect(existsSync(join(dataDir, 'lock'))).toBe(false);
  });

  it("reports the server's own error if it cannot start", async () => {
    const dataDir = prepared();
    hide(join(dataDir, 'cluster', 'global', 'pg_control'));
    await expect(started({ dataDir })).rejects.toThrow(/did not start on .*cluster: .*pg_control/);
  });
});
