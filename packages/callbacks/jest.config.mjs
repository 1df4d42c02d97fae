import preset from '../../jest.preset.mjs';

/** Real servers and generated texts can take long on a busy machine. */
export default { ...preset, testTimeout: 30_000 };
