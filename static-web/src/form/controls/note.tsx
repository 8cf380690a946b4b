import type { NoteField } from '../../definition';
import { words } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { isMarkedBlock, Marked } from '../marked';

/** A text to the reader, in paragraphs and lists as the author wrote them. */
export function Note({ field, path }: ControlProps<NoteField>) {
  const id = elementId(path);
  const text = words(field.text);
  return (
    <div class="form-group form-note" id={id} role="note" aria-labelledby={`${id}-label`}>
      <p class="form-note-heading" id={`${id}-label`}>
        {words(field.label)}
      </p>
      {isMarkedBlock(text) ? (
        <Marked text={text} />
      ) : (
        <p>
          <Marked text={text} />
        </p>
      )}
    </div>
  );
}
