// The phone's own validator, as it is built for Node, on lines of JSON: `{definition, context}` says what the answers that
// follow are asked of; `{answers}` gives what the phone says of them (`raw`), what it would send of them as a draft (`sent`),
// and what it says of that (`verdict`).
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { cleaned, faults } = await import(pathToFileURL(process.argv[2]).href);
let definition;
let context;
const verdict = (answers) => faults(definition, answers, context).map(({ path, code, limit }) => [path, code, limit]);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const said = JSON.parse(line);
  if (said.definition) {
    ({ definition, context } = said);
    continue;
  }
  // A draft is kept as JSON, which knows no number that is too large for a double.
  const sent = cleaned(definition, JSON.parse(JSON.stringify(said.answers)), context);
  process.stdout.write(`${JSON.stringify({ raw: verdict(said.answers), sent, verdict: verdict(sent) })}\n`);
}
