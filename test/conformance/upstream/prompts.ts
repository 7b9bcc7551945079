import { acceptedContent, completable, inputRequired, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';

import { png } from './samples.ts';

const user = (content: object) => ({
  role: 'user' as const,
  content: content as { type: 'text'; text: string },
}); // Checked by the SDK when sent.
const says = (line: string) => user({ type: 'text', text: line });

const places = ['paris', 'park', 'party'];
const place = () => completable(z.string(), (start) => places.filter((each) => each.startsWith(start)));
const context = z.object({ context: z.string() });

export function registerPrompts(server: McpServer): void {
  server.registerPrompt('test_simple_prompt', { description: 'Without arguments' }, () => ({
    messages: [says('This is a simple prompt for testing.')],
  }));
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'With arguments', argsSchema: z.object({ arg1: place(), arg2: place() }) },
    ({ arg1, arg2 }) => ({ messages: [says(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)] }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'With a resource', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri: uri }) => ({
      messages: [
        user({
          type: 'resource',
          resource: { uri, mimeType: 'text/plain', text: 'Embedded resource content for testing.' },
        }),
        says('Please process the embedded resource above.'),
      ],
    }),
  );
  server.registerPrompt('test_prompt_with_image', { description: 'With a picture' }, () => ({
    messages: [
      user({ type: 'image', data: png, mimeType: 'image/png' }),
      says('Please analyze the image above.'),
    ],
  }));
  server.registerPrompt(
    'test_input_required_result_prompt',
    { description: 'Asks first', argsSchema: z.object({}) },
    (_, ctx) => {
      const given = acceptedContent(ctx.mcpReq.inputResponses ?? {}, 'user_context', context);
      if (given !== undefined) return { messages: [says(`In the context of ${given.context}`)] };
      const asked = { message: 'What context should the prompt use?', requestedSchema: context };
      return inputRequired({ inputRequests: { user_context: inputRequired.elicit(asked) } });
    },
  );
}
