// The phone's own engine on lines of JSON: `{old, next, context}` says between which forms the drafts that follow move; `{draft}`
// gives what of it would be sent on the old form, and where the new one tells how, the draft moved, what is named as lost, and
// what would be sent on the new form, each with the phone's verdict.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { cleaned, faults, migrationFrom, moved, namedLoss } = await import(pathToFileURL(process.argv[2]).href);
let pair;

const sent = (form, draft) => {
  const answers = cleaned(form, draft, pair.context);
  return { answers, verdict: faults(form, answers, pair.context).map(({ path, code, limit }) => [path, code, limit]) };
};

function told({ draft }) {
  const { old, next, context } = pair;
  const how = migrationFrom(next, old.version);
  const stayed = sent(old, draft);
  if (!how) return { stayed };
  const found = moved(old, next, how, draft);
  const named = (left) => left.map(({ field, value }) => [field.id, value]);
  const loss = namedLoss(old, next, draft, found, context);
  return { stayed, moved: found.answers, left: named(found.left), loss: named(loss), sent: sent(next, found.answers) };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const said = JSON.parse(line);
  if (said.old) pair = said;
  else process.stdout.write(`${JSON.stringify(told(said))}\n`);
}
