"""Pure calculation: frames in, frames out."""
