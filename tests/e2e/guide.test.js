// The guide, walked as the demo walks it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './harness/browser.js';

test('the demo walks the sixteen steps, both mail clients, both interfaces, all four objects, all four actions', () => {
  const demo = spawnSync(process.execPath, [join(ROOT, 'tests/e2e/demo.js'), '--headless'], { encoding: 'utf8' });
  assert.equal(demo.status, 0, demo.stdout + demo.stderr);
});
