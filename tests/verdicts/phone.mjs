// The phone's own validator, as it is built for Node, on lines of JSON: `{definition, around}` says what the answers that
// follow are asked of; `{answers}` gives what the phone says of them (`raw`), what it would send of them as a draft (`sent`),
// and what it says of that (`verdict`).
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { cleaned, faults } = await import(pathToFileURL(process.argv[2]).href);
let definition;
let around;
const verdict = (answers) => faults(definition, answers, around).map(({ path, code, limit }) => [path, code, limit]);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const said = JSON.parse(line);
  if (said.definition) {
    ({ definition, around } = said);
    continue;
  }
  // A draft is kept as JSON, which knows no number that is too large for a double.
  const sent = cleaned(definition, JSON.parse(JSON.stringify(said.answers)), around);
  process.stdout.write(`${JSON.stringify({ raw: verdict(said.answers), sent, verdict: verdict(sent) })}\n`);
}
