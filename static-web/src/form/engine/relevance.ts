/**
 * Determines which fields are shown and required, what is calculated, and which answers are sent. Relevance precedes
 * requirement: a field whose condition is false is neither required nor sent, and counts as unanswered for fields after
 * it.
 */
import type { Answers, Definition } from '../../definition';
import type { EvaluationContext } from './evaluation-context';
import { Following } from './following';
import type { Relevant } from './relevant';

/** Determines what is relevant in a draft. */
export function relevant(definition: Definition, draft: Answers, context: EvaluationContext): Relevant {
  return new Following(definition).look(draft, context);
}

/** The answers to send: relevance applied in the order of the form, empty answers left out. */
export function cleaned(definition: Definition, draft: Answers, context: EvaluationContext): Answers {
  return relevant(definition, draft, context).answers;
}
