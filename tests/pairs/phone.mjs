// Runs the phone's engine on lines of JSON. `{old, next, context}` sets the two versions of a form for the lines that follow. For
// `{draft}` it prints what would be sent on the old form (`stayed`) and, where the new one has a migration, the migrated draft
// (`moved`), the answers without a place (`left`), those that the page names as lost (`loss`), and what would then be sent (`sent`);
// both with the phone's faults.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { cleaned, faults, migrationFrom, migrated, namedLoss } = await import(pathToFileURL(process.argv[2]).href);
let pair;

const sent = (form, draft) => {
  const answers = cleaned(form, draft, pair.context);
  return { answers, verdict: faults(form, answers, pair.context).map(({ path, code, limit }) => [path, code, limit]) };
};

function verdictOn({ draft }) {
  const { old, next, context } = pair;
  const migration = migrationFrom(next, old.version);
  const stayed = sent(old, draft);
  if (!migration) return { stayed };
  const result = migrated(old, next, migration, draft);
  const values = (unmoved) => unmoved.map(({ field, value }) => [field.id, value]);
  const loss = namedLoss(old, next, draft, result, context);
  const { answers, unmoved } = result;
  return { stayed, moved: answers, left: values(unmoved), loss: values(loss), sent: sent(next, answers) };
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const message = JSON.parse(line);
  if (message.old) pair = message;
  else process.stdout.write(`${JSON.stringify(verdictOn(message))}\n`);
}
