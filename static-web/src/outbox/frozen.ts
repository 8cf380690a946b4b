/** What is sent of a draft, frozen: the person may go on to the next, and every try sends the same. */
import { attachedIn } from '../attachments/attached';
import { fieldsOf, type Answers, type Definition } from '../definition';
import { titleOf } from '../form/fields';
import { relevant } from '../form/engine/relevance';
import { evaluationContextAt } from '../session';
import type { OutboxContent } from './entry';

/** As answered at a moment. */
export function frozen(definition: Definition, draft: Answers, answeredAt: Date): OutboxContent {
  const { answers, moved } = relevant(definition, draft, evaluationContextAt(answeredAt));
  const movedItems = Object.fromEntries([...moved].filter(([sent, from]) => sent !== from));
  const attachments = attachedIn(fieldsOf(definition), answers).map(({ path, one: { id, name } }) => ({
    ...{ path, id, name },
  }));
  return { title: titleOf(definition, draft), draft, answers, movedItems, attachments, lookUps: [] };
}
