import { defineConfig } from 'wxt';

/** The least popup that WXT and Preact make: what ours is measured beside. */
export default defineConfig({
  imports: false,
  outDir: '../../../../.output-bench',
  manifest: { name: 'Empty popup', permissions: ['activeTab'] },
});
