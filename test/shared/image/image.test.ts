import * as v from 'valibot';
import { expect, test } from 'vitest';

import { defaultImages, environments, imageSchema } from '../../../shared/image/image.ts';

test('a deployment starts with one image for each environment, in the order people see them', () => {
  expect(defaultImages.map(({ environment }) => environment)).toEqual(environments);
  expect(environments).toEqual(['windows', 'linux', 'browser', 'code', 'mobile']);
});

test('the first images are named as AgentBay names them', () => {
  for (const image of defaultImages) {
    expect(v.parse(imageSchema, image)).toEqual(image);
    expect(image.id).toBe(`${image.environment}_latest`);
  }
});

test('an image of an unknown environment is no image', () => {
  expect(v.safeParse(imageSchema, { id: 'tv_latest', environment: 'tv', title: 'TV' }).success).toBe(false);
});
