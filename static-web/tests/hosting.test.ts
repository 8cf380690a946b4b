// @vitest-environment node
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configurationMark } from '../hosting.ts';
import manifest from '../public/manifest.webmanifest?raw';
import config from '../public/staticwebapp.config.json';

test('the content security policy lets nothing unsafe in', () => {
  const policy = config.globalHeaders['Content-Security-Policy'];
  expect(policy).not.toMatch(/unsafe-|\*|https?:/);
  for (const part of ["default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"]) {
    expect(policy.split('; ')).toContain(part);
  }
});

test('only our worker is named as a script by the page, by a policy that lets nothing else through', () => {
  const policy = config.globalHeaders['Content-Security-Policy'].split('; ');
  expect(policy).toContain("require-trusted-types-for 'script'");
  expect(policy).toContain('trusted-types feltskema-worker');
});

test('the page itself has no style of its own, and one script, which the policy knows by its hash', () => {
  const page = readFileSync('index.html', 'utf8');
  expect(page).not.toMatch(/<style|style=|\son\w+="/);
  expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/src/main.tsx">']);
});

test('the hosting does not sign anybody in, and never answers a call with the page', () => {
  expect(Object.keys(config)).not.toContain('auth');
  expect(Object.keys(config)).not.toContain('trailingSlash');
  expect(JSON.stringify(config)).not.toContain('allowedRoles');
  expect(config.navigationFallback.exclude).toContain('/api/*');
});

test('an installed app keeps the whole site, and links from elsewhere stay in the browser', () => {
  expect(JSON.parse(manifest)).toMatchObject({ id: '/', start_url: '/', scope: '/', handle_links: 'not-preferred' });
});

test('only our own pages may ask for the camera and the position, and nothing else of the phone', () => {
  expect(config.globalHeaders['Permissions-Policy'].split(', ')).toEqual(
    expect.arrayContaining(['camera=(self)', 'geolocation=(self)', 'microphone=()', 'payment=()', 'usb=()']),
  );
});

test('the page is another file as soon as its headers change', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'hosting-')), 'staticwebapp.config.json');
  const marked = (configuration: string) => {
    writeFileSync(file, configuration);
    return JSON.stringify((configurationMark(file).transformIndexHtml as () => unknown)());
  };
  const before = marked('{"globalHeaders": {"X-Frame-Options": "DENY"}}');
  expect(marked('{"globalHeaders": {}}')).not.toBe(before);
  expect(marked('{"globalHeaders": {"X-Frame-Options": "DENY"}}')).toBe(before);
});
