package io.slipway.starter.capistrano;

/** Finds out what a project says of a stage. */
interface StageReader {
  StageReading read(CapistranoProject project, String stage);
}
