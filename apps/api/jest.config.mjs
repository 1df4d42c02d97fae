import preset from '../../jest.preset.mjs';

export default { ...preset, setupFiles: ['<rootDir>/test/nest-first.mjs'] };
