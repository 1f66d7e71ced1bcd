// Starts Sovite with demo data in a folder of its own, runs the browser walks against it, and stops it again. With
// SOVITE_URL set the walks run against that server instead.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const binary = process.env.SOVITE_BINARY ?? join(here, '..', '..', 'bin', 'sovite');

function start(data) {
  const server = spawn(binary, ['serve', '--demo', '--listen', '127.0.0.1:0', '--data', data, '--log-level', 'warn'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = new Promise((resolve, reject) => {
    let printed = '';
    server.stdout.on('data', (chunk) => {
      printed += chunk;
      const found = printed.match(/Sovite is at (\S+)\n/);
      if (found) resolve(found[1]);
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`the server ended with code ${code} before it was ready`)));
  });
  return { server, ready };
}

function walk(url) {
  const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs')).map((name) => join(here, name));
  const tests = spawn(process.execPath, ['--test', '--test-concurrency=1', ...process.argv.slice(2), ...files], {
    stdio: 'inherit',
    env: { ...process.env, SOVITE_URL: url },
  });
  return new Promise((resolve) => tests.on('exit', (code) => resolve(code ?? 1)));
}

async function main() {
  if (process.env.SOVITE_URL) return walk(process.env.SOVITE_URL);
  const data = mkdtempSync(join(tmpdir(), 'sovite-walk-'));
  const { server, ready } = start(data);
  try {
    return await walk(await ready);
  } finally {
    const gone = new Promise((resolve) => server.on('exit', resolve));
    server.kill('SIGTERM');
    await gone;
    rmSync(data, { recursive: true, force: true });
  }
}

process.exitCode = await main();
