export * from './ports.js';
export { AssessCustomer } from './assess-customer.js';
export { DecideAssessment, type DecisionOutcome, type Refusal } from './decide-assessment.js';
