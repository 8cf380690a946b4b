/**
 * `node generate-types.mjs FILE.json`: the TypeScript types of an OpenAPI document's schemas, to standard output. `make contract`
 * runs it.
 */
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { format, resolveConfig } from 'prettier';
import ts from 'typescript';

const HEAD = `/** The API's schemas, written by \`make contract\`: never by hand. */
`;
// An interface cannot name itself through its own index, so JSON stands outside of it.
const JSON_VALUE =
  'export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };\n';

const nodes = await openapiTS(pathToFileURL(process.argv[2] ?? ''), {
  rootTypes: true,
  rootTypesNoSchemaPrefix: true,
  inject: JSON_VALUE,
  silent: true,
  transform: (_schema, { path }) =>
    path === '#/components/schemas/Json' ? ts.factory.createTypeReferenceNode('JsonValue') : undefined,
});
const options = await resolveConfig('src/generated/api.ts');
process.stdout.write(await format(HEAD + astToString(nodes), { ...options, parser: 'typescript' }));
