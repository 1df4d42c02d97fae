import preset from '../../jest.preset.mjs';

/** Real servers start here, which can take long on a busy machine. */
export default { ...preset, testTimeout: 60_000 };
