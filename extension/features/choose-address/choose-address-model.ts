import { computed, signal, type ReadonlySignal } from '@preact/signals';

import { formatById } from '../../../shared/address/formats/formats.ts';
import type { Output } from '../../../shared/api/contract.ts';
import type { Reason } from '../../../shared/context/site-group.ts';
import { environments, type Environment } from '../../../shared/image/image.ts';
import type { AddressChoice } from './address-choice.ts';
import { createChoiceMemory, type ChoiceMemoryDeps } from './choice-memory.ts';

export type Deployment = Output<'readDeployment'>;

/** Why an environment is on offer: the page, what was copied on it before, or the person's own pick. */
export type ChoiceReason = Reason | 'picked';

export interface ChooseAddressDeps extends ChoiceMemoryDeps {
  readonly deployment: ReadonlySignal<Deployment | null>;
}

export type ChooseAddressModel = ReturnType<typeof createChooseAddressModel>;

/** Which address is on offer: an environment, one of its images, a format. Starts from the tab and from before. */
export function createChooseAddressModel({ deployment, ...deps }: ChooseAddressDeps) {
  const memory = createChoiceMemory(deps);
  const environment = signal<Environment>(memory.environment);
  const imageId = signal<string | null>(memory.image);
  const format = signal(formatById(memory.format));
  const images = computed(
    () => deployment.value?.images.filter((image) => image.environment === environment.value) ?? [],
  );
  const image = computed(
    () => images.value.find(({ id }) => id === imageId.value) ?? images.value[0] ?? null,
  );

  return {
    host: memory.host,
    /** What is offered is a person's own choice for this site, which the team could have, too. */
    isOwn: computed(() => memory.isOwn && environment.value === memory.environment),
    environment,
    format,
    /** The images of the environment, the chosen one among them. */
    images,
    image,
    reason: computed<ChoiceReason>(() =>
      environment.value === memory.environment ? memory.reason : 'picked',
    ),
    /** What would be copied; `null` where nothing can be yet, or the deployment has no such image. */
    choice: computed<AddressChoice | null>(() => {
      if (deployment.value === null || image.value === null) return null;
      return { gateway: deployment.value.gateway, image: image.value, format: format.value };
    }),
    pick(next: Environment) {
      environment.value = next;
    },
    /** Picks the environment beside the current one: 1 to the right, -1 to the left, around the ends. */
    step(by: 1 | -1) {
      const at = environments.indexOf(environment.value);
      environment.value = environments.at((at + by) % environments.length) ?? environment.value;
    },
    pickImage(id: string) {
      imageId.value = id;
    },
    pickFormat(id: string) {
      format.value = formatById(id);
    },
    preferred: () => memory.preferred(environment.value),
    /** Remembers what was copied, so that it is offered first next time. */
    remember: (keyId: string) =>
      memory.remember({
        environment: environment.value,
        image: imageId.value,
        format: format.value.id,
        keyId,
      }),
  };
}
