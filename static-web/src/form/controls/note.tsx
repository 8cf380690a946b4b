import type { NoteField } from '../../definition';
import { words } from '../../texts';
import { elementId, type ControlProps } from '../context';

/** LocalizedText to the reader, in paragraphs as the author wrote them. */
export function Note({ field, path }: ControlProps<NoteField>) {
  const id = elementId(path);
  return (
    <div class="form-group form-note" id={id} role="note" aria-labelledby={`${id}-label`}>
      <p class="form-note-heading" id={`${id}-label`}>
        {words(field.label)}
      </p>
      {words(field.text)
        .split(/\n{2,}/)
        .map((paragraph, index) => (
          <p key={index}>{paragraph.trim()}</p>
        ))}
    </div>
  );
}
