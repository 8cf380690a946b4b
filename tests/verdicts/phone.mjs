// The phone's own validator, as it is built for Node, on lines of JSON: `{definition, context}` says what the answers that
// follow are asked of; `{answers}` gives what the phone says of them (`raw`), what it would send of them as a draft (`sent`),
// and what it says of that (`verdict`). `followed` is null where a draft that is followed answer by answer comes to the same as one that
// is looked at as a whole, else where the two differ; `part` is null where judging some of the fields comes to what the whole says of
// them, else both.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { cleaned, faults, Following, relevant, suggest } = await import(pathToFileURL(process.argv[2]).href);
let definition;
let context;
let following;
let draft = {};
const OTHER = { today: '2025-01-31', now: '2025-01-31T12:00:00Z', person: { name: 'Åse' } };
const MAX_FAULTS = 100;
const verdict = (answers) => faults(definition, answers, context).map(({ path, code, limit }) => [path, code, limit]);

/** Every other field, as if faults had been told of them. */
function inPart(answers, whole) {
  const fields = definition.sections.flatMap(({ fields }) => fields.map(({ id }) => id));
  // A name that cannot be read is told of by where it stands.
  const names = Object.keys(answers).filter((name) => name.isWellFormed() && !name.includes('\0'));
  const only = new Set([...fields, ...names].filter((_, place) => place % 2 === 0));
  const expected = whole.filter(([path]) => only.has(partOf(path)));
  // Bad text is told of first and alone, and of too many faults only the first are.
  if (whole.length >= MAX_FAULTS || (whole[0]?.[1] === 'bad-text' && expected.length === 0)) return null;
  const actual = faults(definition, answers, context, only).map(({ path, code, limit }) => [path, code, limit]);
  const [part, all] = [actual, expected].map((list) => JSON.stringify(list));
  return part === all ? null : `${part} for ${all} of ${JSON.stringify(answers)}`;
}

const partOf = (path) => path.split('/')[1]?.replaceAll('~1', '/').replaceAll('~0', '~');

/** From the draft before to these answers, one after the other; told of half-way at another time, and at the end. */
function follow(answers) {
  const steps = [...toward(draft, JSON.parse(JSON.stringify(answers)))];
  const half = steps.length >> 1;
  let problem = null;
  steps.forEach(([id, value], number) => {
    draft = { ...draft, [id]: value };
    if (value === undefined) delete draft[id];
    const { suggested } = following.look(draft, context);
    if (number === half) {
      draft = suggest(draft, suggested, () => undefined);
      problem = difference(OTHER);
    }
  });
  return problem ?? difference(context);
}

function difference(at) {
  const [followed, whole] = [following.look(draft, at), relevant(definition, draft, at)].map(plainly);
  const part = Object.keys(whole).find((name) => followed[name] !== whole[name]);
  return part ? `${part}: ${followed[part]} for ${whole[part]} of ${JSON.stringify(draft)}` : null;
}

/** What is relevant, as texts that can be compared; in no order but that of lists. */
function plainly({ moved, draftPath: _, ...parts }) {
  const sorted = (value) =>
    Array.isArray(value) || typeof value !== 'object' || value === null
      ? value
      : Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  const plain = (part) =>
    part instanceof Set ? [...part].sort() : part instanceof Map ? Object.fromEntries(part) : part;
  const all = Object.entries({ ...parts, moved: moved() });
  return Object.fromEntries(
    all.map(([name, part]) => [name, JSON.stringify(plain(part), (_, value) => sorted(value))]),
  );
}

/** What one top answer after the other becomes, item by item and field by field; what is the same stays the same object. */
function* toward(before, after) {
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, next] = [before, after].map((object) => (Object.hasOwn(object, id) ? object[id] : undefined));
    if (JSON.stringify(old) === JSON.stringify(next)) continue;
    if (!isList(old) || !isList(next)) yield [id, next];
    else for (const list of towardList(old, next)) yield [id, list];
  }
}

function* towardList(before, after) {
  let list = before;
  for (const [place, item] of after.entries()) {
    if (place >= list.length) yield (list = [...list, item]);
    else if (!isObject(item) || !isObject(list[place])) yield (list = list.with(place, item));
    else
      for (const [id, value] of toward(list[place], item)) {
        const { [id]: _, ...others } = list[place];
        yield (list = list.with(place, value === undefined ? others : { ...others, [id]: value }));
      }
  }
  if (list.length > after.length) yield list.slice(0, after.length);
}

const isList = (value) => Array.isArray(value) && value.length > 0;
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const request = JSON.parse(line);
  if (request.definition) {
    ({ definition, context } = request);
    [following, draft] = [new Following(definition), {}];
    continue;
  }
  // A draft is kept as JSON, which knows no number that is too large for a double.
  const sent = cleaned(definition, JSON.parse(JSON.stringify(request.answers)), context);
  const raw = verdict(request.answers);
  const part = inPart(request.answers, raw);
  process.stdout.write(
    `${JSON.stringify({ raw, sent, verdict: verdict(sent), part, followed: follow(request.answers) })}\n`,
  );
}
