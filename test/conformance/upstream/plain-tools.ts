import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { png, text, wav } from './samples.ts';

const embedded = {
  uri: 'test://embedded-resource',
  mimeType: 'text/plain',
  text: 'This is an embedded resource content.',
};

const mixed = {
  uri: 'test://mixed-content-resource',
  mimeType: 'application/json',
  text: '{"test":"data","value":123}',
};

/** Keywords of JSON Schema 2020-12 that a gateway must not lose. */
const richSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  // oxlint-disable-next-line unicorn/no-thenable -- A keyword of JSON Schema.
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
};

/** The tools that answer at once, with one kind of content each. */
export function registerPlainTools(server: McpServer): void {
  const plain = (name: string, description: string, content: readonly object[]) =>
    server.registerTool(name, { description }, () => ({ content: content as [] })); // Checked by the SDK when sent.

  plain('test_simple_text', 'A text', [
    { type: 'text', text: 'This is a simple text response for testing.' },
  ]);
  plain('test_image_content', 'A picture', [{ type: 'image', data: png, mimeType: 'image/png' }]);
  plain('test_audio_content', 'A sound', [{ type: 'audio', data: wav, mimeType: 'audio/wav' }]);
  plain('test_embedded_resource', 'A resource', [{ type: 'resource', resource: embedded }]);
  plain('test_multiple_content_types', 'A text, a picture and a resource', [
    { type: 'text', text: 'Multiple content types test:' },
    { type: 'image', data: png, mimeType: 'image/png' },
    { type: 'resource', resource: mixed },
  ]);
  server.registerTool('test_error_handling', { description: 'Always fails' }, () => ({
    ...text('This tool intentionally returns an error for testing'),
    isError: true,
  }));
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Has a rich schema', inputSchema: fromJsonSchema(richSchema) },
    () => text('done'),
  );
  server.registerTool(
    'test_custom_header',
    {
      description: 'Repeats an argument in a header',
      inputSchema: z.object({ region: z.string().meta({ 'x-mcp-header': 'Region' }) }),
    },
    ({ region }) => text(region),
  );
}
