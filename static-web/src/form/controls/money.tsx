import type { Json, MoneyField } from '../../definition';
import type { ControlProps } from '../context';
import { amountIn, numberFrom } from '../engine/numbers';
import { numberInWords } from '../../answers/number-format';
import { FigureBox } from './number-box';

const KRONER = { da: 'kr.', en: 'DKK' };

export function MoneyBox(props: ControlProps<MoneyField>) {
  const keys = props.field.minimum < 0 ? 'text' : 'decimal';
  return <FigureBox {...props} unit={KRONER} from={oereFrom} text={kronerText} keys={keys} />;
}

/** From `1.234,50`, `kr. 100`, `100 kroner`, `100,-`, exact to the øre; the text itself when it is no amount. */
export function oereFrom(text: string): Json {
  const amount = numberFrom(amountIn(text), { places: 2 });
  if (typeof amount !== 'number') return text;
  // 19.99 times 100 is 1998.9999999999998 to a double: round what can only be whole, keep what has more decimals.
  const oere = Math.round(amount * 100);
  return oere / 100 === amount ? oere : amount * 100;
}

/** Whole kroner without decimals, and thousands marked, as they are written by hand; in Danish, as they are read. */
function kronerText(answer: Json | undefined): string {
  if (typeof answer !== 'number') return typeof answer === 'string' ? answer : '';
  // Over a thousandth of an øre nobody means.
  if (!Number.isInteger(answer)) return String(Number((answer / 100).toPrecision(12))).replace('.', ',');
  return numberInWords(answer / 100, answer % 100 === 0 ? 0 : 2, 'da');
}
