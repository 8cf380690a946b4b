/**
 * Replaces the colours that Det Fælles Designsystem fixes at compile time by the tokens of src/style/_tokens.scss, which also have the
 * colours of the dark mode. A colour that is white in both modes uses `--white`.
 */
interface Declaration {
  prop: string;
  value: string;
}

type Names = Readonly<Record<string, string>>;

const OF_EVERYTHING: Names = {
  '#1a1a1a': 'ink',
  '#707070': 'muted',
  '#004d99': 'primary',
  '#0b1f3d': 'focus',
  '#0a0a0a': 'focus',
};

const OF_TEXT: Names = {
  '#c00': 'error-line',
  '#cc0000': 'error-line',
  '#358000': 'success-ink',
  '#1b4f9c': 'primary',
};

const OF_GROUNDS: Names = {
  '#fff': 'surface',
  white: 'surface',
  '#f5f5f5': 'sunken',
  '#dcdcdc': 'sunken',
  '#ececef': 'sunken',
  '#1b4f9c': 'filled',
  '#12305c': 'filled-hover',
  '#e2f2fb': 'info',
  '#ddf7ce': 'success',
  '#fec': 'warning',
  '#ffeecc': 'warning',
  '#ffe0e0': 'error',
};

const OF_LINES: Names = {
  '#8e8e8e': 'box-line',
  '#747474': 'box-line',
  '#bfbfbf': 'line',
  '#dcdcdc': 'line',
  '#f5f5f5': 'line',
  '#454545': 'muted',
  '#1b4f9c': 'primary',
  '#c00': 'error-line',
  '#cc0000': 'error-line',
};

/** A PostCSS plugin that does so. Tokens themselves, and background images, stay unchanged. */
export const coloursFromTokens = {
  postcssPlugin: 'colours-from-tokens',
  Declaration(declaration: Declaration): void {
    const { prop, value } = declaration;
    if (prop.startsWith('--') || !/#|white/.test(value)) return;
    const names = { ...OF_EVERYTHING, ...ofProperty(prop) };
    const next = value.replace(/#[\da-f]{3,8}\b|(?<!-)\bwhite\b/gi, (colour) => {
      const token = names[colour.toLowerCase()];
      return token ? `var(--${token})` : colour;
    });
    if (next !== value) declaration.value = next;
  },
};

function ofProperty(prop: string): Names {
  if (prop === 'background-image') return {};
  if (prop.startsWith('background')) return OF_GROUNDS;
  return prop.startsWith('border') || prop.startsWith('outline') || prop === 'box-shadow' ? OF_LINES : OF_TEXT;
}
