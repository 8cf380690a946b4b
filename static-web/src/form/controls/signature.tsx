import { useRef, useState } from 'preact/hooks';
import type { SignatureField } from '../../definition';
import { t, words } from '../../texts';
import { elementId, type ControlProps } from '../context';
import { describedBy, Grouped } from '../frames';
import { focusSoon } from './focus';
import { begun, drawnOn, HEIGHT, WIDTH, type Point } from './strokes';
import { asText } from './typed';

/** A signature drawn with a finger, pen or mouse. It is stored as lines, so that it prints sharply. */
export function Signature(props: ControlProps<SignatureField>) {
  const { field, path, value, fault, onChange } = props;
  const drawing = useDrawing(asText(value), field.maxLength, onChange);
  const id = elementId(path);
  const clear = () => (onChange(undefined), focusSoon(id));
  return (
    <Grouped {...props} class="signature">
      <p class="form-hint" id={`${id}-how`}>
        {t('form.signature.how')}
      </p>
      <svg
        id={id}
        class="signature-paper"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        tabIndex={-1}
        aria-label={`${words(field.label)}: ${t(drawing.path ? 'answer.signed' : 'form.signature.none')}`}
        {...describedBy(field, id, fault, `${id}-how`)}
        {...drawing.on}
      >
        <line class="signature-line" x1="30" x2={WIDTH - 30} y1={HEIGHT - 50} y2={HEIGHT - 50} />
        <path class="signature-ink" d={drawing.path} />
      </svg>
      <div class="signature-foot">
        <span class="form-hint" role="status">
          {drawing.isFull ? t('form.signature.full') : drawing.path ? t('answer.signed') : t('form.signature.none')}
        </span>
        {drawing.path && (
          <button type="button" class="button button-tertiary" onClick={clear}>
            {t('form.signature.clear')}
          </button>
        )}
      </div>
    </Grouped>
  );
}

/** The path during drawing. The answer changes when the pen is lifted. */
function useDrawing(answer: string, maxLength: number, onChange: (path: string) => void) {
  const [stroke, setStroke] = useState<string>();
  const pen = useRef<{ id: number; path: string } | undefined>(undefined);
  const down = (event: PointerEvent) => {
    // Ignore the mouse's other buttons, and a second finger.
    if (event.button !== 0 || pen.current) return;
    event.preventDefault();
    const paper = event.currentTarget as SVGSVGElement;
    paper.setPointerCapture(event.pointerId);
    pen.current = { id: event.pointerId, path: begun(answer, pointOf(event)) };
    if (pen.current.path.length > maxLength) pen.current = undefined;
    setStroke(pen.current?.path);
  };
  const move = (event: PointerEvent) => {
    const drawing = pen.current;
    if (drawing?.id !== event.pointerId) return;
    // Use the points between two frames too: without them a quick signature has corners.
    const between = event.getCoalescedEvents?.() ?? [];
    for (const pointed of between.length > 0 ? between : [event])
      drawing.path = drawnOn(drawing.path, pointOf(pointed, event.currentTarget), maxLength);
    setStroke(drawing.path);
  };
  const up = (event: PointerEvent) => {
    if (pen.current?.id !== event.pointerId) return;
    onChange(pen.current.path);
    pen.current = undefined;
    setStroke(undefined);
  };
  const path = stroke ?? answer;
  const on = { onPointerDown: down, onPointerMove: move, onPointerUp: up, onPointerCancel: up };
  return { path, on, isFull: path.length > maxLength - 40 };
}

function pointOf({ clientX, clientY, currentTarget }: PointerEvent, paper: EventTarget | null = currentTarget): Point {
  const { left, top, width, height } = (paper as SVGSVGElement).getBoundingClientRect();
  return { x: ((clientX - left) / width) * WIDTH, y: ((clientY - top) / height) * HEIGHT };
}
