// The official SDK for Node.
//
// usage: sdk.js WORKLOAD VARIANT URL COUNT

'use strict';

const fs = require('fs');
const { createRequire } = require('module');
const { pipeline } = require('stream/promises');

// Installed elsewhere than beside this file.
const { getSdk } = createRequire(process.env.BENCHMARK_MODULES + '/')('balena-sdk');

const [workload, variant, url, wanted] = process.argv.slice(2);
const count = Number(wanted);
const UUID = 'ba1f35167d65ae9351652d7961e1930c9043bf980017d584973b6b322206a9';
const TOKEN = 'GThZJps91PoJCdzfYqF7glHXzBDGrkr9';
// So often a call is made until its code is compiled well.
const WARM = 300;

const sdk = getSdk({ apiUrl: url, dataDirectory: false });

async function calls(wanted) {
  let right = 0;
  for (let i = 0; i < wanted; i++) right += (await sdk.models.device.get(UUID)).id === 1;
  return right;
}

async function callAtOnce() {
  const threads = Number(process.env.BENCHMARK_THREADS);
  const right = await Promise.all(Array.from({ length: threads }, () => calls(count / threads)));
  return right.reduce((sum, more) => sum + more, 0);
}

// As models.device.getAll does, which is not for all in this version.
async function list() {
  return (await sdk.pine.get({ resource: 'device', options: { $orderby: { device_name: 'asc' }, $top: count } })).length;
}

async function follow() {
  const subscription = await sdk.logs.subscribe(UUID, { count: 'all' });
  let lines = 0;
  await new Promise((resolve, reject) => {
    subscription.on('error', reject);
    subscription.on('line', (line) => {
      // What came along with the last one is no longer wanted.
      if (lines < count) lines += Boolean(line.message && line.timestamp);
      if (lines === count) resolve();
    });
  });
  return lines;
}

// What models.os.download does.
async function download() {
  const stream = await sdk.request.stream({ url: '/download', baseUrl: url });
  let received = 0;
  stream.on('data', (piece) => { received += piece.length; });
  await pipeline(stream, fs.createWriteStream(process.env.BENCHMARK_OUTPUT));
  return received;
}

function status(key) {
  const line = fs.readFileSync('/proc/self/status', 'utf8').split('\n').find((one) => one.startsWith(key));
  return Number(line.split(/\s+/)[1]);
}

const WORK = { call: () => calls(count), start: () => calls(1), threads: callAtOnce, list, logs: follow, download };

async function main() {
  await sdk.auth.loginWithToken(TOKEN);
  const warm = { call: WARM, threads: WARM, start: 0 }[workload] ?? 1;
  if ((await calls(warm)) !== warm) throw new Error('a first call went wrong');
  fs.writeFileSync('/proc/self/clear_refs', '5');
  const resident = status('VmRSS:');
  const before = process.resourceUsage();
  const began = process.hrtime.bigint();
  const right = await WORK[workload]();
  const took = Number(process.hrtime.bigint() - began) / 1e3;
  const after = process.resourceUsage();
  const peak = status('VmHWM:');
  console.log(JSON.stringify({
    wall_us: took,
    cpu_us: after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime,
    switches: after.voluntaryContextSwitches - before.voluntaryContextSwitches,
    growth_kb: peak - resident,
    peak_kb: peak,
    threads: status('Threads:'),
    check: right,
  }));
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
