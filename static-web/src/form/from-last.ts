/**
 * Marks the answers that a new draft begins with from the last registration, until the person changes them. The mark is stored in the
 * draft, and never sent, since no field's id begins with `$`.
 */
import type { Answers, Json } from '../definition';
import { partsOf } from './engine/json-pointer';

const FROM_LAST = '$fromLast';

/** The remembered answers, each marked as such. */
export function markedFromLast(presets: Answers): Answers {
  const ids = Object.keys(presets);
  return ids.length > 0 ? { ...presets, [FROM_LAST]: ids } : presets;
}

/** Whether the answer at the path is from the last registration and unchanged. */
export function isFromLast(answers: Answers, path: string): boolean {
  return path.lastIndexOf('/') === 0 && markedIds(answers).includes(path.slice(1));
}

/** The answers without the mark of the one that is changed at the path. */
export function withoutMarkAt(answers: Answers, path: string): Answers {
  const [id] = partsOf(path);
  const ids = markedIds(answers);
  return id !== undefined && ids.includes(id)
    ? { ...answers, [FROM_LAST]: ids.filter((other) => other !== id) }
    : answers;
}

function markedIds(answers: Answers): Json[] {
  const ids = answers[FROM_LAST];
  return Array.isArray(ids) ? ids : [];
}
