/** Reads `{tables, queries}` as JSON from the standard input, and writes for each query what Microsoft's parser makes of it:
 * `{faults, columns}`. The language service is C# that was translated for browsers: it puts its names on the global object. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../local/package.json', import.meta.url));
require('@kusto/language-service-next/bridge.min.js');
require('@kusto/language-service-next/Kusto.Language.Bridge.min.js');

const { GlobalState, KustoCode, Symbols } = globalThis.Kusto.Language;
const array = (list) => (list ? globalThis.Bridge.toArray(list) : []);

const { tables, queries } = JSON.parse(readFileSync(0, 'utf8'));
const schema = (columns) => `(${Object.entries(columns).map(([name, type]) => `['${name}']: ${type}`)})`;
// Constructors that C# overloads have numbers here: by name, schema and description; by name and members.
const symbols = Object.entries(tables).map(
  ([name, columns]) => new Symbols.TableSymbol.$ctor7(name, schema(columns), ''),
);
const workspace = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('workspace', symbols));

const analysed = queries.map((query) => {
  const code = KustoCode.ParseAndAnalyze(query, workspace);
  const faults = array(code.GetDiagnostics()).map(
    ({ Code, Message, Start, Length }) => `${Code}: ${Message} (at "${query.slice(Start, Start + Length)}")`,
  );
  return { faults, columns: array(code.ResultType?.Columns).map(({ Name, Type }) => [Name, Type.Name]) };
});
process.stdout.write(JSON.stringify(analysed));
