"""What the views share: state, controls, figures, text."""
